"""The pages, in folders by job; the file `page.py` of a folder is what Streamlit runs."""
