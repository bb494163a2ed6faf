"""How long does PostgreSQL work for a search, the first 20 claims of a word, over 50 words?

Rare words and common ones, evenly by the logarithm of their rank. The least of three times counts
of a word, so that what else the machine does weighs little.
"""

from statistics import median

import _big
import _rows

NUMBER, TIMES = 50, 3


def main():
    vocabulary, _ = _rows.words()
    step = len(vocabulary) ** (1 / NUMBER)
    ranks = {int(step**place) - 1 for place in range(NUMBER)}
    ranks |= set(sorted(set(range(2 * NUMBER)) - ranks)[: NUMBER - len(ranks)])
    words = [vocabulary[rank] for rank in sorted(ranks)]
    desk = _big.Desk()
    with desk.serving() as served:

        def cost(word):
            answer = served.ask(f"/api/v1/claims/?search={word}&page_size=20")
            assert answer.status == 200, answer.body
            return answer.database

        cost(words[0])
        costs = sorted(min(cost(word) for _ in range(TIMES)) for word in words)
    print(f"Search of {len(costs)} words among {desk.claims:,} claims, PostgreSQL's part")
    half, most = median(costs) * 1000, costs[-1] * 1000
    print(f"p50 {half:.1f} ms (at most 10), max {most:.1f} ms (at most 30)")


if __name__ == "__main__":
    main()
