"""What is asked of all agencies of a site together: findings between reports, roll-ups, the board, the ledger."""
