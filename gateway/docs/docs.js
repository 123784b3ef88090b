// Beside the page and not in it: its policy allows no inline scripts.
SwaggerUIBundle({
  url: "v1/openapi.json",
  domNode: document.getElementById("reference"),
  deepLinking: true,
  filter: true,
  showExtensions: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
