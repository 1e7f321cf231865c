"""What an examination finds: each finding with its place, what is wrong and the cure."""
