"""The vocabulary looked for in prose: what each word may mean, where it is listed, how texts are searched for it."""
