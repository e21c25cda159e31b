using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AleSekretariat.Web.Pages;

/// <summary>
/// The page of a fault. A form that was sent into it is offered again with everything typed in it: also one whose token
/// expired, but that only if it came from a page of ours.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    private const string Token = "__RequestVerificationToken";
    private static readonly string[] SecretWords = ["password", "recovery", "credential", "token"];

    /// <summary>The texts' key.</summary>
    public string Key { get; private set; } = "Failed";

    /// <summary>Where the request had gone: a path of ours.</summary>
    public string Address { get; private set; } = "/";

    /// <summary>Whether asking again makes sense.</summary>
    public bool MayRetry { get; private set; }

    /// <summary>The fields of the form that was sent.</summary>
    public IReadOnlyList<(string Name, string Value)> Kept { get; private set; } = [];

    public Task OnGetAsync(int code) => ShowAsync(code);

    public Task OnPostAsync(int code) => ShowAsync(code);

    private async Task ShowAsync(int code)
    {
        var origin = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        // Opened by its address it is a page like any other that is not there: what that address says is nobody's fault.
        if (origin is null)
            code = StatusCodes.Status404NotFound;
        Key = code switch { 400 => "Expired", 403 => "Forbidden", 404 => "Missing", 413 => "TooLarge", 429 => "TooMany", 503 => "Unavailable", _ => "Failed" };
        if (code is >= 400 and < 600)
            Response.StatusCode = code;
        var path = HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? origin?.OriginalPath;
        var query = origin?.OriginalQueryString ?? Request.QueryString.Value;
        Address = Access.ReturnUrl.Safe((path ?? "/") + query);
        MayRetry = code is 503 or 429 && path is not null;
        if (HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && (code == 503 || (code == 400 && IsOurs())))
            await KeepAsync();
    }

    // A forged form from another site must not become one that a confused reader sends on with a press.
    private bool IsOurs() => string.Equals(Request.Headers["Sec-Fetch-Site"], "same-origin", StringComparison.Ordinal)
        || string.Equals(Request.Headers.Origin, $"{Request.Scheme}://{Request.Host}", StringComparison.OrdinalIgnoreCase);

    private async Task KeepAsync()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        if (form.Keys.Any(IsSecret))
            return;
        Kept = [.. from field in form where field.Key != Token from value in field.Value select (field.Key, value ?? "")];
    }

    /// <summary>Passwords, one-time and recovery codes, passkey answers, tokens: a form with one of these is not drawn back into a page.</summary>
    private static bool IsSecret(string field)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        return name != Token
            && (Array.Exists(SecretWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
                || name.Equals("Code", StringComparison.OrdinalIgnoreCase));
    }
}
