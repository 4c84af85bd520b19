"""A self-hosted reflection and guidance assistant for mentoring programmes."""
