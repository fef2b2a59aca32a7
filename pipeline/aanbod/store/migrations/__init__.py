"""The schema's history. Each file in versions/ is one step; its tests say where models and steps disagree."""
