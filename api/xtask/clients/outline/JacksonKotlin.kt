/* The one function of jackson-module-kotlin that a generated client uses; Jackson itself is the real one. */
package com.fasterxml.jackson.module.kotlin

import com.fasterxml.jackson.databind.ObjectMapper

fun jacksonObjectMapper(): ObjectMapper = ObjectMapper()
