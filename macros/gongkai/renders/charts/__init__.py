"""Figures as charts: which of them are drawn, and the drawings as SVG."""
