"""Cues that accounts differ: the page of some stories' cues, the answers of readers, and all answers as a file."""
