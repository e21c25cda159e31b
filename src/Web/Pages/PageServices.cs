using System.Text.Encodings.Web;
using System.Text.Unicode;
using AleSekretariat.Web.Pages.Account;
using AleSekretariat.Web.Pages.Contracts;
using AleSekretariat.Web.Pages.Correspondence;
using AleSekretariat.Web.Pages.Shared;
using AleSekretariat.Web.Pages.Shared.Wording;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;

namespace AleSekretariat.Web.Pages;

/// <summary>Wiring of the pages: texts in two languages and the operator's address.</summary>
internal static class PageServices
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddTransient(typeof(Texts<>));
        services.AddTransient<AuditWords>();
        services.AddScoped<LetterForms>();
        services.AddTransient<LetterWords>();
        services.AddTransient<ContractWords>();
        services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // Polish letters as they are: six bytes for each one would be a tenth of a page.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        // Names of fields as other scripts of the world write them: none of our forms does, and half a bracket in one is a fault.
        services.PostConfigure<MvcOptions>(pages =>
        {
            pages.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            pages.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        });
        services.AddRazorPages(pages => pages.Conventions.ConfigureFilter(new UnknownHandlers())).AddApplicationPart(typeof(PageServices).Assembly);
    }
}
