// Posts the same request again and again over kept connections: what `make bench` compares the text couriers with.
//
// A plain sender with libcurl's multi interface, one thread, that keeps nothing of what it sent.
//
// usage: texts URL COUNT CONCURRENT BODY [HEADER]...
// Ends with 1 when an answer is not 2xx.

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t forget(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static void die(const char *what) {
    fprintf(stderr, "texts: %s\n", what);
    exit(1);
}

int main(int count, char **words) {
    if (count < 5) die("usage: texts URL COUNT CONCURRENT BODY [HEADER]...");
    long left = atol(words[2]), concurrent = atol(words[3]), running = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    for (int word = 5; word < count; word++) headers = curl_slist_append(headers, words[word]);
    curl_global_init(CURL_GLOBAL_ALL);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, concurrent);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, concurrent);
    for (; running < concurrent && left > 0; running++, left--) {
        CURL *easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_URL, words[1]);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, words[4]);
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, forget);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT, 60L);
        curl_multi_add_handle(multi, easy);
    }
    while (running > 0) {
        int active = 0, queued = 0;
        if (curl_multi_perform(multi, &active) != CURLM_OK) die("libcurl gave up");
        CURLMsg *message;
        while ((message = curl_multi_info_read(multi, &queued))) {
            if (message->msg != CURLMSG_DONE) continue;
            CURL *easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result != CURLE_OK || status / 100 != 2) {
                fprintf(stderr, "texts: %s, status %ld\n", curl_easy_strerror(message->data.result), status);
                exit(1);
            }
            curl_multi_remove_handle(multi, easy);
            if (left > 0) {
                left--;
                curl_multi_add_handle(multi, easy);
            } else {
                curl_easy_cleanup(easy);
                running--;
            }
        }
        if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(multi);
    curl_slist_free_all(headers);
    return 0;
}
