// A minimal FastCGI program in C: what a page costs at the least, for `make bench` to hold Campanile against.
//
// usage: yardstick SOCKET USER DATABASE PAGES      (on the FastCGI socket as its standard input)
// PAGES is a text file. "= /path BYTES" begins a page; each line below it is a statement of it. A request whose path
// begins so runs the page's statements, prepared once, fetches all rows and writes BYTES bytes, the rows' own first.

#include <fcgiapp.h>
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { page_limit = 256, statement_limit = 64, column_limit = 64, column_size = 4096, line_limit = 65536 };

struct statement {
    MYSQL_STMT *handle;
    unsigned columns;
    MYSQL_BIND binds[column_limit];
    unsigned long lengths[column_limit];
};

struct page {
    char path[256];
    size_t size;
    int count;
    struct statement statements[statement_limit];
    char *body;
};

static struct page pages[page_limit];
static int page_count = 0;
static char columns[column_limit][column_size];

static void die(const char *what, const char *why) {
    fprintf(stderr, "yardstick: %s: %s\n", what, why);
    exit(1);
}

static void prepare(MYSQL *database, struct statement *statement, const char *sql) {
    statement->handle = mysql_stmt_init(database);
    if (!statement->handle || mysql_stmt_prepare(statement->handle, sql, strlen(sql)))
        die(sql, mysql_error(database));
    statement->columns = mysql_stmt_field_count(statement->handle);
    if (statement->columns > column_limit) die(sql, "too many columns");
    for (unsigned i = 0; i < statement->columns; i++) {
        statement->binds[i].buffer_type = MYSQL_TYPE_STRING;
        statement->binds[i].buffer = columns[i];
        statement->binds[i].buffer_length = column_size;
        statement->binds[i].length = &statement->lengths[i];
    }
    if (statement->columns && mysql_stmt_bind_result(statement->handle, statement->binds))
        die(sql, mysql_stmt_error(statement->handle));
}

static void read_pages(MYSQL *database, const char *name) {
    static char line[line_limit];
    FILE *file = fopen(name, "r");
    if (!file) die(name, "cannot be read");
    struct page *page = NULL;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (line[0] == '=') {
            if (page_count == page_limit) die(name, "too many pages");
            page = &pages[page_count++];
            if (sscanf(line, "= %255s %zu", page->path, &page->size) != 2) die(line, "not a page");
            if (!(page->body = malloc(page->size))) die(line, "out of memory");
        } else if (line[0]) {
            if (!page || page->count == statement_limit) die(line, "not in a page, or one too many");
            prepare(database, &page->statements[page->count++], line);
        }
    }
    fclose(file);
}

// Fetches all rows and puts them into the page's body, from `used` on; answers how far it is filled.
static size_t run(struct statement *statement, struct page *page, size_t used) {
    if (mysql_stmt_execute(statement->handle)) die(page->path, mysql_stmt_error(statement->handle));
    if (!statement->columns) return used;
    int fetched;
    while ((fetched = mysql_stmt_fetch(statement->handle)) == 0 || fetched == MYSQL_DATA_TRUNCATED) {
        for (unsigned i = 0; i < statement->columns; i++) {
            size_t length = statement->lengths[i] < column_size ? statement->lengths[i] : column_size;
            if (length > page->size - used) length = page->size - used;
            memcpy(page->body + used, columns[i], length);
            used += length;
        }
    }
    if (fetched != MYSQL_NO_DATA) die(page->path, mysql_stmt_error(statement->handle));
    mysql_stmt_free_result(statement->handle);
    return used;
}

static void respond(struct page *page, FCGX_Stream *out) {
    size_t used = 0;
    for (int i = 0; i < page->count; i++) used = run(&page->statements[i], page, used);
    memset(page->body + used, '.', page->size - used);
    FCGX_PutS("Content-Type: text/html; charset=utf-8\r\n\r\n", out);
    FCGX_PutStr(page->body, (int)page->size, out);
}

int main(int count, char **arguments) {
    if (count != 5) die("usage", "yardstick SOCKET USER DATABASE PAGES");
    MYSQL *database = mysql_init(NULL);
    if (!database || !mysql_real_connect(database, NULL, arguments[2], NULL, arguments[3], 0, arguments[1], 0))
        die(arguments[1], database ? mysql_error(database) : "out of memory");
    if (mysql_query(database, "SET NAMES utf8mb4, time_zone = '+00:00', tx_isolation = 'READ-COMMITTED'"))
        die("SET", mysql_error(database));
    read_pages(database, arguments[4]);

    FCGX_Stream *in, *out, *error;
    FCGX_ParamArray parameters;
    while (FCGX_Accept(&in, &out, &error, &parameters) >= 0) {
        const char *uri = FCGX_GetParam("REQUEST_URI", parameters);
        struct page *page = NULL;
        size_t length = uri ? strcspn(uri, "?") : 0;
        for (int i = 0; i < page_count && !page; i++)
            if (strlen(pages[i].path) == length && !strncmp(uri, pages[i].path, length)) page = &pages[i];
        if (page) respond(page, out);
        else FCGX_PutS("Status: 404 Not Found\r\n\r\n", out);
    }
    return 0;
}
