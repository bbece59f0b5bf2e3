"""The pages as Streamlit finds them: two lines each."""
