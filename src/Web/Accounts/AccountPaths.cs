namespace AleSekretariat.Web.Accounts;

/// <summary>Addresses of the account pages that others send people to.</summary>
public static class AccountPaths
{
    public const string SignIn = "/account/sign-in";
    public const string SignInCode = "/account/sign-in/code";
    public const string AccessDenied = "/error/403";

    /// <summary>Where a person sets up what their company asks for.</summary>
    public const string SecondFactor = "/account/two-factor";

    /// <summary>Where a signed-in person without a company opens one.</summary>
    public const string OpenCompany = "/account/company";
}
