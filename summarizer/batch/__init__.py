"""Many documents: streamed in, written as they finish, resumed after anything."""
