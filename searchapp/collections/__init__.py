"""What people gather: tags, passages, collections of stories and passages, and the dossiers made of them."""
