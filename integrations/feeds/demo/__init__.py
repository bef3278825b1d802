"""The demo shop, Lantern Lane: its goods, its facts and its drawn pictures. All of it is made up."""
