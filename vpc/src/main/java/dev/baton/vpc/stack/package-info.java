/// A cloud as a file says it shall be: `baton vpc up` and `baton vpc down`, which call the API as any client does.
package dev.baton.vpc.stack;
