/** The figures of dashboards over HTTP. */
@NullMarked
package dev.millwright.dashboard.web;

import org.jspecify.annotations.NullMarked;
