using AleSekretariat.Web.Access;

namespace AleSekretariat.Web.Api;

/// <summary>Wiring of the API.</summary>
internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            foreach (var converter in ApiJson.Default.Options.Converters)
                options.SerializerOptions.Converters.Add(converter);
        });
        services.AddSingleton<LetterWarnings>();
        services.AddOpenApi("v1", ApiDescription.Describe);
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(ApiPaths.V1).RequireAuthorization(Policies.Api).RefusingWrongInput();
        AccountsApi.Map(api);
        TenantApi.Map(api);
        CorrespondenceApi.Map(api);
        ContractsApi.Map(api);
        ContactsApi.Map(api);
        ContractTermsApi.Map(api);
        AttachmentsApi.Map(api);
    }
}
