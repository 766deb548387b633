"""Stories against each other: what they share word for word, which tell of one event, how their accounts differ.

What is found is kept beside the index (`archive/comparing`) and laid over it when it is opened. Must not know
where stories are kept, nor how a page shows what was found.
"""
