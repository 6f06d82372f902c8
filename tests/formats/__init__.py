"""The same workbook as .xlsx, .xls, .xlsb and .ods, and readers that are not ours."""
