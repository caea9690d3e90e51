"""Models as HTML that survives the editor of a content management system (CMS): styles in the tags, no class, no id."""
