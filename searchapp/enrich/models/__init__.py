"""What reads grammar and names: the packaged model, or plain rules, and the tree of a sentence."""
