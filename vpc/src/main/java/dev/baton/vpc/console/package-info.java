/// The cloud's console: a page in the browser, what it shows, and what it may do. It acts by the API's own actions, so
/// that it can do nothing that a client cannot, and is refused with the same codes.
package dev.baton.vpc.console;
