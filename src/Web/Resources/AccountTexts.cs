namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files AccountTexts.resx (Polish) and AccountTexts.en.resx.</summary>
public sealed class AccountTexts;
