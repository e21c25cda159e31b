namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files AuditTexts.resx (Polish) and AuditTexts.en.resx.</summary>
public sealed class AuditTexts;
