/*
 * The signatures of OkHttp 4 that a generated client uses. OkHttp itself is in none of the registries that the tests
 * install from, so the client is compiled against this outline; an app takes com.squareup.okhttp3:okhttp instead.
 */
package okhttp3

import java.io.Closeable
import java.io.File
import java.io.IOException
import java.io.InputStream

private fun outline(): Nothing = throw UnsupportedOperationException("an outline does not run")

class MediaType private constructor() {
    companion object {
        fun String.toMediaTypeOrNull(): MediaType? = outline()
    }
}

class HttpUrl private constructor() {
    val encodedPathSegments: List<String> get() = outline()

    fun newBuilder(): Builder = outline()

    class Builder {
        fun scheme(scheme: String): Builder = outline()
        fun host(host: String): Builder = outline()
        fun addPathSegment(pathSegment: String): Builder = outline()
        fun addEncodedPathSegments(encodedPathSegments: String): Builder = outline()
        fun addQueryParameter(name: String, value: String?): Builder = outline()
        fun build(): HttpUrl = outline()
    }

    companion object {
        fun String.toHttpUrlOrNull(): HttpUrl? = outline()
    }
}

class Headers private constructor() {
    fun toMultimap(): Map<String, List<String>> = outline()

    class Builder {
        fun add(name: String, value: String): Builder = outline()
        fun build(): Headers = outline()
    }

    companion object {
        fun Map<String, String>.toHeaders(): Headers = outline()
    }
}

abstract class RequestBody {
    companion object {
        fun String.toRequestBody(contentType: MediaType? = null): RequestBody = outline()
        fun ByteArray.toRequestBody(
            contentType: MediaType? = null,
            offset: Int = 0,
            byteCount: Int = size,
        ): RequestBody = outline()
        fun File.asRequestBody(contentType: MediaType? = null): RequestBody = outline()
    }
}

class FormBody private constructor() : RequestBody() {
    class Builder {
        fun add(name: String, value: String): Builder = outline()
        fun build(): FormBody = outline()
    }
}

class MultipartBody private constructor() : RequestBody() {
    class Builder {
        fun setType(type: MediaType): Builder = outline()
        fun addPart(headers: Headers?, body: RequestBody): Builder = outline()
        fun build(): MultipartBody = outline()
    }

    companion object {
        val FORM: MediaType get() = outline()
    }
}

class Request private constructor() {
    class Builder {
        fun url(url: HttpUrl): Builder = outline()
        fun headers(headers: Headers): Builder = outline()
        fun head(): Builder = outline()
        fun delete(body: RequestBody? = null): Builder = outline()
        fun patch(body: RequestBody): Builder = outline()
        fun put(body: RequestBody): Builder = outline()
        fun post(body: RequestBody): Builder = outline()
        fun method(method: String, body: RequestBody?): Builder = outline()
        fun build(): Request = outline()
    }
}

abstract class ResponseBody : Closeable {
    abstract fun byteStream(): InputStream
    abstract fun bytes(): ByteArray
    abstract fun string(): String
}

class Response private constructor() : Closeable {
    val body: ResponseBody? get() = outline()
    val code: Int get() = outline()
    val message: String get() = outline()
    val headers: Headers get() = outline()
    val isRedirect: Boolean get() = outline()
    val isSuccessful: Boolean get() = outline()

    fun header(name: String, defaultValue: String? = null): String? = outline()
    override fun close(): Unit = outline()
}

object Credentials {
    fun basic(username: String, password: String): String = outline()
}

interface Call {
    @Throws(IOException::class)
    fun execute(): Response

    fun interface Factory {
        fun newCall(request: Request): Call
    }
}

interface Callback {
    fun onFailure(call: Call, e: IOException)

    @Throws(IOException::class)
    fun onResponse(call: Call, response: Response)
}

class OkHttpClient private constructor() : Call.Factory {
    override fun newCall(request: Request): Call = outline()

    class Builder {
        fun build(): OkHttpClient = outline()
    }
}
