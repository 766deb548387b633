"""Collections of stories, passages and searches, with notes, and the dossiers made of them."""
