"""Reading: postings, columns and stories, and what answers from them."""
