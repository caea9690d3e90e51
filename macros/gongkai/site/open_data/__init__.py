"""The figures of the whole site as files to take away, and the page that lists them."""
