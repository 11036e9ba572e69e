"""Extractors, and the gate that every one of them passes."""
