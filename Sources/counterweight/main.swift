print("counterweight")
