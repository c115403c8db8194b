// An SMTP server that accepts and forgets: what `make bench` delivers to.
//
// Postfix's smtp-sink can stall small packets (its answers wait for the peer's delayed acknowledgements), and would then
// measure itself. This one answers each command at once, with TCP_NODELAY, from one epoll loop.
//
// usage: sink PORT FILE
// Keeps the first message in FILE. On SIGTERM prints how many messages came and how many bytes their texts had.

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { line_limit = 2048 };

struct session {
    int fd;
    int in_text;
    // How much of "\r\n.\r\n" the text ends with so far.
    int matched;
    size_t length;
    char line[line_limit];
};

static volatile sig_atomic_t is_over = 0;
static unsigned long messages = 0, bytes = 0;
static FILE *first;

static void finish(int number) {
    (void)number;
    is_over = 1;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int answer(struct session *session, const char *text) {
    size_t length = strlen(text);
    // Answers are short and the socket's buffer is empty: a partial write means that the peer is gone.
    return write(session->fd, text, length) == (ssize_t)length;
}

static int obey(struct session *session) {
    const char *line = session->line;
    if (!strncasecmp(line, "EHLO", 4)) return answer(session, "250-sink\r\n250-8BITMIME\r\n250 SIZE 10485760\r\n");
    if (!strncasecmp(line, "DATA", 4)) {
        session->in_text = 1;
        session->matched = 2;
        return answer(session, "354 Go on\r\n");
    }
    if (!strncasecmp(line, "QUIT", 4)) {
        answer(session, "221 Bye\r\n");
        return 0;
    }
    return answer(session, "250 OK\r\n");
}

// Takes text up to its final dot; answers how many bytes belonged to it.
static size_t take_text(struct session *session, const char *data, size_t length) {
    static const char end[] = "\r\n.\r\n";
    size_t used = 0;
    while (used < length && session->matched < 5) {
        char byte = data[used++];
        if (byte == end[session->matched]) session->matched++;
        else session->matched = byte == '\r' ? 1 : 0;
    }
    bytes += used;
    if (messages == 0 && first) fwrite(data, 1, used, first);
    return used;
}

static int take(struct session *session, const char *data, size_t length) {
    while (length > 0) {
        if (session->in_text) {
            size_t used = take_text(session, data, length);
            data += used;
            length -= used;
            if (session->matched < 5) continue;
            session->in_text = 0;
            if (messages++ == 0 && first) fflush(first);
            if (!answer(session, "250 Taken\r\n")) return 0;
            continue;
        }
        char byte = *data++;
        length--;
        if (session->length < line_limit - 1) session->line[session->length++] = byte;
        if (byte != '\n') continue;
        session->line[session->length] = 0;
        session->length = 0;
        if (!obey(session)) return 0;
    }
    return 1;
}

static void welcome(int poll, int listening) {
    int fd = accept(listening, NULL, NULL);
    if (fd < 0) return;
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct session *session = calloc(1, sizeof *session);
    if (!session) die("calloc");
    session->fd = fd;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = session};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
    answer(session, "220 sink ESMTP\r\n");
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: sink PORT FILE\n");
        return 64;
    }
    struct sigaction action = {.sa_handler = finish};
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (!(first = fopen(arguments[2], "w"))) die(arguments[2]);

    int listening = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(arguments[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listening, (struct sockaddr *)&address, sizeof address) || listen(listening, 128)) die("listen");
    int poll = epoll_create1(0);
    struct epoll_event listener = {.events = EPOLLIN, .data.ptr = NULL};
    if (poll < 0 || epoll_ctl(poll, EPOLL_CTL_ADD, listening, &listener)) die("epoll");

    static char buffer[65536];
    while (!is_over) {
        struct epoll_event events[64];
        int ready = epoll_wait(poll, events, 64, -1);
        if (ready < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < ready; i++) {
            struct session *session = events[i].data.ptr;
            if (!session) {
                welcome(poll, listening);
                continue;
            }
            ssize_t got = read(session->fd, buffer, sizeof buffer);
            if (got <= 0 || !take(session, buffer, (size_t)got)) {
                close(session->fd);
                free(session);
            }
        }
    }
    printf("%lu %lu\n", messages, bytes);
    return 0;
}
