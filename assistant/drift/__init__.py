"""Does a model's line still say what the composed one says? judge.py decides; the others each look at one thing."""
