"""The pages on which a finding is put right."""
