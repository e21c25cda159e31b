namespace AleSekretariat.Grains.Registers;

/// <summary>The columns of a letter that may change, in the order in which they are written and read.</summary>
internal static class LetterColumns
{
    public static readonly string[] Names =
    [
        "status", "document_date", "letter_date", "correspondent", "contact_id", "reference", "subject", "delivery_method", "postal_number",
        "e_delivery_address", "due_on", "confidential", "notes", "letter_kind", "tags", "enclosures", "correspondent_address", "mass_grams", "fee",
        "declared_value", "cash_on_delivery", "receipt_on", "case_mark", "earlier_number", "reply_to", "contract_id", "assigned_to", "assigned_to_name",
        "instruction", "assignment_due", "assigned_at", "read_at", "confirmed_at", "delivered_on", "returned_on", "return_reason",
    ];
}
