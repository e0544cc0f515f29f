package dev.perennial.core.customfield;

/** What kind of answer a field asks for. */
public enum CustomFieldType {
    TEXT, NUMBER, DATE, CHECKBOX, SELECT
}
