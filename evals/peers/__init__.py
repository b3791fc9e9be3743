"""Others that find passages, asked the same questions in the same run, so that every figure of ours has one beside it."""
