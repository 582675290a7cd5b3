// Contract of Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore 2.1.0; Azure/azure-functions-dotnet-worker,
// extensions/Worker.Extensions.Http.AspNetCore/src: FunctionsApplicationBuilderAspNetCoreExtensions.cs, FunctionContextExtensions.cs,
// Constants.cs.
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Builder
{
    public static class FunctionsApplicationBuilderAspNetCoreExtensions
    {
        public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
    }
}

namespace Microsoft.Azure.Functions.Worker
{
    public static class FunctionContextExtensions
    {
        public static HttpContext? GetHttpContext(this FunctionContext context) =>
            context.Items.TryGetValue("HttpRequestContext", out var http) ? http as HttpContext : null;
    }
}
