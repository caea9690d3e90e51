"""What a page holds, as frozen models without HTML; ``renders`` turns them into HTML and other formats."""
