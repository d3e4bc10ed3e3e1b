//! LibreOffice opens what is exported.
