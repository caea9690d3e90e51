"""Rules about the figures of the statutory tables: what adds up, in a report and across years, and what is there."""
