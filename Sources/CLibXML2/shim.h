#pragma once
// Debian's libxml2 is built with ICU, whose headers clash with the ICU inside Foundation. Without this define they are
// not read; only xmlCharEncodingHandler, which nobody here touches, would look different.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>

// xmlFree is a mutable global function pointer, which Swift 6 refuses as not safe for concurrency.
static inline void campanile_xml_free(void *memory) { xmlFree(memory); }
