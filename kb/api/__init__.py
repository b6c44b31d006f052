"""The API's description in OpenAPI; knows what is answered, and not how a request is served."""
