"""What do the pages cost that list a story to readers, with ten thousand claims?"""

import _big
from _measure import interleaved, sized, told

# Where one story is all there is, the front page is its list, and the list leads there.
PAGES = {"front page": "/", "story list": f"/claims/{_big.COLLECTION}/"}


def main():
    desk = _big.Desk(_big.FEW)
    with desk.serving() as served:
        answers = {name: served.ask(path, x_count="1") for name, path in PAGES.items()}
        asked = {
            name: lambda _, path=PAGES[name]: served.ask(path)
            for name, answer in answers.items()
            if answer.status == 200
        }
        costs = interleaved(asked, 1, 2, is_warm=True)
        print(f"Readers, {desk.claims:,} claims; at most 300 ms and 300 kB each")
        for name, cost in costs.items():
            size = f"{answers[name].queries} queries, {sized(answers[name].body)}"
            told(name, cost, size=size)
        print(f"most memory {served.memory() >> 20} MB")


if __name__ == "__main__":
    main()
