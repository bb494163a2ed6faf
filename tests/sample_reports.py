"""Reports made up for tests: sentences of plain words, the same for the same seed."""

from random import Random

WORDS = """
    agreement analyst board capital chief cloud company computing contract customer data deal
    demand executive firm growth industry investor later market model month network partner people
    plan power product quarter regulator rival said share software spending stake startup summer
    system talks technology week would about after against among before between during over through
    large new early first major recent several further close public
""".split()


def sentence(rng, words=18):
    said = " ".join(rng.choices(WORDS, k=words))
    return f"{said.capitalize()}."


def paragraphs(seed, number=12, sentences=3):
    """So many paragraphs of a report, some 55 words each."""
    rng = Random(seed)
    return [" ".join(sentence(rng) for _ in range(sentences)) for _ in range(number)]


def report(seed, number=12):
    return "\n".join(paragraphs(seed, number))
