using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace AleSekretariat.Web.Api;

/// <summary>What the OpenAPI document says beyond the endpoints: tokens, and how our converters write values.</summary>
internal static class ApiDescription
{
    private const string Scheme = "token";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "aleSekretariat", Version = "v1", Description = "Książka korespondencji i rejestr umów / correspondence book and contracts register" };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Personal token" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (type.IsEnum)
                schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name))];
            else if (type == typeof(decimal))
                schema.Pattern = "^[0-9]+\\.[0-9]{2}$";
            else if (type == typeof(DateOnly))
                schema.Format = "date";
            else if (type == typeof(DateTimeOffset))
                schema.Format = "date-time";
            else if (type != typeof(string))
                return Task.CompletedTask;

            // All of these are strings; the generator cannot know it of a converter.
            schema.Type = JsonSchemaType.String;
            if (type != context.JsonTypeInfo.Type || context.JsonPropertyInfo is { IsGetNullable: true })
                schema.Type |= JsonSchemaType.Null;
            return Task.CompletedTask;
        });
    }
}
