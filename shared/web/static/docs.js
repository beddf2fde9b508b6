/* Opens the service's OpenAPI document in the vendored reader. */
"use strict";
(() => {
  const place = document.getElementById("docs");
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  window.SwaggerUIBundle({
    url: place.dataset.url,
    domNode: place,
    validatorUrl: null,
    deepLinking: true,
    requestInterceptor: (request) => {
      Object.assign(request.headers, headers);
      return request;
    },
  });
})();
