"""English: its verbs and nouns of doing, its small words, and the words that say what a sum is."""
