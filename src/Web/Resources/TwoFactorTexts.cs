namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files TwoFactorTexts.resx (Polish) and TwoFactorTexts.en.resx.</summary>
public sealed class TwoFactorTexts;
