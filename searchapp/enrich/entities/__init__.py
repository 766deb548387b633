"""Names of persons, organizations and places, with one kind and one full form each."""
