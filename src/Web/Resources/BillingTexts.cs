namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files BillingTexts.resx (Polish) and BillingTexts.en.resx.</summary>
public sealed class BillingTexts;
